package dev.scoreline.onnx.proto;

import dev.scoreline.model.wire.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the trees of {@code ai.onnx.ml}'s TreeEnsemble operators end: ONNX Runtime 1.29 walks in a circle for ever, and no
 * deadline ends it; and it builds trees by calling itself, so that one that is too deep ends the process. A node may have several
 * parents, since converters write sets of categories so. One thread.
 */
final class TreeCheck {

    /** Deeper than trees of practice, and not as deep as what the stack of a load holds. */
    private static final int MAX_DEPTH = 10_000;

    private static final int LEAF = -1;

    private static final Numbers NONE = new Numbers();

    private final Map<String, Numbers> lists = new HashMap<>();
    private String name = "";

    private TreeCheck() {}

    /** Checks a node of a graph; nodes of other operators pass. */
    static void check(WireReader node) {
        TreeCheck check = new TreeCheck();
        List<WireReader> attributes = new ArrayList<>();
        String operator = "";
        for (int field = node.next(); field != 0; field = node.next()) {
            switch (field) {
                case 3 -> check.name = node.text();
                case 4 -> operator = node.text();
                case 5 -> attributes.add(node.message());
                default -> {}
            }
        }
        if (operator.startsWith("TreeEnsemble")) {
            attributes.forEach(check::take);
            TreeLinks links = operator.equals("TreeEnsemble") ? check.byPlace() : check.byId();
            check.checkEnds(links.children(), links.count());
        }
    }

    private void take(WireReader attribute) {
        String called = "";
        Numbers numbers = new Numbers();
        for (int field = attribute.next(); field != 0; field = attribute.next()) {
            switch (field) {
                case 1 -> called = attribute.text();
                case 8 -> numbers.addAll(attribute);
                case 9 -> numbers.add(attribute.text().equals("LEAF") ? 1 : 0);
                default -> {}
            }
        }
        lists.put(called, numbers);
    }

    private long[] list(String called) {
        return lists.getOrDefault(called, NONE).toArray();
    }

    private long[] list(String called, int length) {
        long[] values = list(called);
        if (values.length != length) {
            throw OnnxFile.damaged("the trees of '" + name + "' have " + length + " nodes, but " + called + " has "
                    + values.length + " values");
        }
        return values;
    }

    /** Nodes are named by their tree and their number in it. */
    private TreeLinks byId() {
        long[] ids = list("nodes_nodeids");
        long[] trees = list("nodes_treeids", ids.length);
        long[] isLeaf = list("nodes_modes", ids.length);
        NodePlaces places = NodePlaces.of(trees, ids);
        TreeLinks links = new TreeLinks(ids.length);
        for (int side = 0; side < 2; side++) {
            long[] children = list(side == 0 ? "nodes_truenodeids" : "nodes_falsenodeids", ids.length);
            for (int i = 0; i < ids.length; i++) {
                if (isLeaf[i] == 0) {
                    links.put(side, i, checked(places.of(i, children[i]), ids.length, children[i]));
                }
            }
        }
        return links;
    }

    /** Nodes are named by their place in the lists, as since version 5 of the operators. */
    private TreeLinks byPlace() {
        int count = list("nodes_truenodeids").length;
        TreeLinks links = new TreeLinks(count);
        for (int side = 0; side < 2; side++) {
            long[] children = list(side == 0 ? "nodes_truenodeids" : "nodes_falsenodeids", count);
            long[] isLeaf = list(side == 0 ? "nodes_trueleafs" : "nodes_falseleafs", count);
            for (int i = 0; i < count; i++) {
                if (isLeaf[i] == 0) {
                    links.put(side, i, checked(children[i], count, children[i]));
                }
            }
        }
        return links;
    }

    private int checked(long place, int count, long told) {
        if (place < 0 || place >= count) {
            throw OnnxFile.damaged("a tree of '" + name + "' goes on to the node " + told + ", which it does not have");
        }
        return (int) place;
    }

    /** Takes away nodes that no other leads to, again and again: what is left at the end stands in a circle. */
    private void checkEnds(int[] children, int count) {
        int[] parents = new int[count];
        for (int child : children) {
            if (child != LEAF) {
                parents[child]++;
            }
        }
        int[] free = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (parents[i] == 0) {
                free[found++] = i;
            }
        }
        int[] depth = new int[count];
        for (int taken = 0; taken < found; taken++) {
            int node = free[taken];
            for (int child : new int[] {children[node], children[count + node]}) {
                if (child != LEAF) {
                    depth[child] = Math.max(depth[child], depth[node] + 1);
                    if (--parents[child] == 0) {
                        free[found++] = child;
                    }
                }
            }
            if (depth[node] > MAX_DEPTH) {
                throw OnnxFile.damaged("a tree of '" + name + "' is deeper than " + MAX_DEPTH + " nodes");
            }
        }
        if (found < count) {
            throw OnnxFile.damaged("a tree of '" + name + "' leads from a node back to itself");
        }
    }

    /** The children of each node: first all that stand for true, then all that stand for false. */
    private record TreeLinks(int[] children, int count) {
        TreeLinks(int count) {
            this(new int[Math.multiplyExact(2, count)], count);
            Arrays.fill(children, LEAF);
        }

        void put(int side, int node, int child) {
            children[side * count + node] = child;
        }
    }
}
