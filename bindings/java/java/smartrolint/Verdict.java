package smartrolint;

/** How many findings there are. */
public record Verdict(int errors, int warnings, int advice) {
    private static final Verdict CLEAN = new Verdict(0, 0, 0);

    /** Whether nothing at all was found. */
    public boolean isClean() {
        return errors == 0 && warnings == 0 && advice == 0;
    }

    /** Three counts of 21 bits each. */
    static Verdict unpack(long packed) {
        int mask = (1 << 21) - 1;
        return packed == 0
                ? CLEAN
                : new Verdict((int) (packed >> 42) & mask, (int) (packed >> 21) & mask, (int) packed & mask);
    }
}
