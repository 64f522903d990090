package smartrolint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a linter is made.
 *
 * @param language of messages: {@code ko} or {@code en}
 * @param pack the directory of a pack of your own, or null: the built-in one
 * @param severity rules by name, each {@code error}, {@code warning}, {@code advice} or {@code off}
 * @param showValues whether messages show names, e-mail addresses and the like, which are masked otherwise
 */
public record Settings(String language, Path pack, Map<String, String> severity, boolean showValues) {
    /** The built-in pack with messages in a language. */
    public static Settings language(String language) {
        return new Settings(language, null, Map.of(), false);
    }

    /** The same with another pack. */
    public Settings withPack(Path pack) {
        return new Settings(language, pack, severity, showValues);
    }

    /** The same with other severities. */
    public Settings withSeverity(Map<String, String> severity) {
        return new Settings(language, pack, severity, showValues);
    }

    /** The same, showing values or not. */
    public Settings withShowValues(boolean showValues) {
        return new Settings(language, pack, severity, showValues);
    }

    String toJson() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("language", language);
        if (pack != null) {
            settings.put("pack", pack.toString());
        }
        settings.put("severity", severity);
        settings.put("showValues", showValues);
        return Json.write(settings);
    }
}
