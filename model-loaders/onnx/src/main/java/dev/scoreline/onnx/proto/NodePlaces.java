package dev.scoreline.onnx.proto;

import java.util.HashMap;
import java.util.Map;

/** Where the nodes of trees stand in lists that name them by a tree and a number in it. Immutable; thread-safe. */
interface NodePlaces {

    /** The place of a number in the tree of the node at a place; -1 if there is none. */
    int of(int node, long id);

    /** Of the nodes with these trees and numbers; the last one of several with the same. */
    static NodePlaces of(long[] trees, long[] ids) {
        int[] starts = new int[trees.length];
        for (int i = 0; i < trees.length; i++) {
            boolean isFirst = i == 0 || trees[i] != trees[i - 1];
            starts[i] = isFirst ? i : starts[i - 1];
            boolean isInOrder = ids[i] == i - starts[i] && (i == 0 || trees[i] >= trees[i - 1]);
            if (!isInOrder) {
                return ofAnyOrder(trees, ids);
            }
        }
        // As converters write them: tree after tree, each numbered from 0. Large forests are spared a table.
        return (node, id) -> {
            long place = starts[node] + id;
            boolean isThere = id >= 0 && id < trees.length && place < trees.length && trees[(int) place] == trees[node];
            return isThere ? (int) place : -1;
        };
    }

    private static NodePlaces ofAnyOrder(long[] trees, long[] ids) {
        Map<Node, Integer> places = new HashMap<>();
        for (int i = 0; i < trees.length; i++) {
            places.put(new Node(trees[i], ids[i]), i);
        }
        return (node, id) -> places.getOrDefault(new Node(trees[node], id), -1);
    }

    /** A node's name. */
    record Node(long tree, long id) {}
}
