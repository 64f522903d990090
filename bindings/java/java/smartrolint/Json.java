package smartrolint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON, which the JDK has nothing for: reads the library's reports and writes values. */
final class Json {
    /** How many values may be in one another; the linter takes fewer. */
    private static final int DEPTH = 500;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static String write(Object value) {
        StringBuilder to = new StringBuilder();
        write(value, to, 0);
        return to.toString();
    }

    private static void write(Object value, StringBuilder to, int depth) {
        if (depth > DEPTH) {
            throw new LintException("the value is nested too deeply, or contains itself");
        }
        if (value == null || value instanceof Boolean) {
            to.append(value);
        } else if (value instanceof CharSequence string) {
            write(string, to);
        } else if (value instanceof Number number) {
            write(number, to);
        } else if (value instanceof Map<?, ?> map) {
            char before = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof CharSequence key)) {
                    throw new LintException("a key is no string");
                }
                write(key, to.append(before));
                write(entry.getValue(), to.append(':'), depth + 1);
                before = ',';
            }
            to.append(before == '{' ? "{}" : "}");
        } else if (value instanceof Iterable<?> elements) {
            char before = '[';
            for (Object element : elements) {
                write(element, to.append(before), depth + 1);
                before = ',';
            }
            to.append(before == '[' ? "[]" : "]");
        } else {
            throw new LintException("JSON has no `" + value.getClass().getName() + "`");
        }
    }

    private static void write(Number number, StringBuilder to) {
        boolean known = number instanceof Integer || number instanceof Long || number instanceof Short
                || number instanceof Byte || number instanceof BigInteger || number instanceof BigDecimal;
        if (!known && !Double.isFinite(number.doubleValue())) {
            throw new LintException("JSON has no `" + number + "`");
        }
        to.append(known ? number.toString() : Double.toString(number.doubleValue()));
    }

    private static void write(CharSequence string, StringBuilder to) {
        to.append('"');
        for (int index = 0; index < string.length(); index++) {
            char unit = string.charAt(index);
            if (unit == '"' || unit == '\\') {
                to.append('\\').append(unit);
            } else if (unit < ' ' || isLone(string, index)) {
                to.append(String.format("\\u%04x", (int) unit));
            } else {
                to.append(unit);
            }
        }
        to.append('"');
    }

    /** Half of a pair, which has no UTF-8. */
    private static boolean isLone(CharSequence string, int index) {
        char unit = string.charAt(index);
        if (Character.isHighSurrogate(unit)) {
            return index + 1 == string.length() || !Character.isLowSurrogate(string.charAt(index + 1));
        }
        return Character.isLowSurrogate(unit) && (index == 0 || !Character.isHighSurrogate(string.charAt(index - 1)));
    }

    /** Reads text that is JSON. */
    static Object read(String text) {
        return new Json(text).value();
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private Object value() {
        switch (next()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                at += 4;
                return true;
            case 'f':
                at += 5;
                return false;
            case 'n':
                at += 4;
                return null;
            default:
                int start = at;
                while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                return new BigDecimal(text.substring(start, at));
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        while (next() != '}') {
            String key = string();
            next();
            at++;
            object.put(key, value());
            at += next() == ',' ? 1 : 0;
        }
        at++;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        at++;
        while (next() != ']') {
            array.add(value());
            at += next() == ',' ? 1 : 0;
        }
        at++;
        return array;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        next();
        at++;
        while (text.charAt(at) != '"') {
            char unit = text.charAt(at++);
            if (unit == '\\') {
                unit = text.charAt(at++);
                int place = "bfnrt".indexOf(unit);
                if (place >= 0) {
                    unit = "\b\f\n\r\t".charAt(place);
                } else if (unit == 'u') {
                    unit = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                }
            }
            string.append(unit);
        }
        at++;
        return string.toString();
    }
}
