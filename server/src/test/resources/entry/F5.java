import java.util.List;

/** Returns both that it is given. */
class F5 {
    Object run(int num, List<Integer> nums) {
        return List.of(num, nums);
    }
}
