package smartrolint;

/** What cannot be linted with: an unknown key of the context, a pack with mistakes, a value that is no JSON. */
public final class LintException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LintException(String message) {
        super(message);
    }
}
