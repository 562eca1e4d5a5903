package io.skuld.server.web.art;

import java.util.List;

/// Five colours that go together, from the darkest to the lightest: muted, so that they rest in both themes.
record Palette(String night, String deep, String middle, String warm, String light) {
    static final List<Palette> ALL =
            List.of(
                    new Palette("#2b3854", "#4f557c", "#a1708c", "#dd9f80", "#f6deb4"),
                    new Palette("#1e3832", "#335749", "#6c8761", "#b8b680", "#f1e8c6"),
                    new Palette("#173447", "#27586d", "#4c8894", "#92bdb3", "#ebf0e0"),
                    new Palette("#472a29", "#7a3f35", "#b5654b", "#da996d", "#f5ddb8"),
                    new Palette("#332748", "#583f69", "#8c5e82", "#c68e94", "#f2d8c8"),
                    new Palette("#3b3222", "#6a5830", "#a58844", "#d4b66d", "#f5e9c4"),
                    new Palette("#2a3237", "#4b595f", "#7b8a8b", "#b2bbb2", "#ecebe0"),
                    new Palette("#48293a", "#804258", "#bb6974", "#e29f96", "#f8dfcf"),
                    new Palette("#212f48", "#3b585d", "#6b8b6c", "#b7b17b", "#f3e5bb"),
                    new Palette("#1c2540", "#39506a", "#5a8097", "#9cbfc3", "#f1eee3"));
}
