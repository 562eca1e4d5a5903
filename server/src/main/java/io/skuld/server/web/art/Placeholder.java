package io.skuld.server.web.art;

import static io.skuld.server.web.art.Drawing.HEIGHT;
import static io.skuld.server.web.art.Drawing.WIDTH;

import io.skuld.server.catalog.ItemKind;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Draws a picture for an item that has none. Each kind has motifs of its own, so that a film is told from an album at a
/// glance; the seed chooses colours and shapes. The same kind and seed give the same bytes.
public final class Placeholder {
    private final SplittableRandom random;
    private final Palette colours;
    private final Drawing drawing = new Drawing();

    private Placeholder(long seed) {
        this.random = new SplittableRandom(seed);
        this.colours = Palette.ALL.get(random.nextInt(Palette.ALL.size()));
    }

    /// @return an SVG document
    public static String svg(ItemKind kind, long seed) {
        Placeholder picture = new Placeholder(seed);
        picture.draw(kind);
        return picture.drawing.toString();
    }

    private void draw(ItemKind kind) {
        switch (kind) {
            case FILM -> openingShot();
            case SERIES -> phases();
            case VIDEO -> rays();
            case CHANNEL -> broadcast();
            case ALBUM -> record();
            case TRACK -> waveform();
            case PODCAST -> voice();
            case BOOK -> shelf();
            case ARTICLE -> columns();
            case IMAGE -> composition();
            case TEXT -> lines();
            case OTHER -> tiles();
        }
    }

    /// Film: an opening shot.
    private void openingShot() {
        switch (random.nextInt(7)) {
            case 0 -> city();
            case 1 -> sea();
            case 2 -> wood();
            case 3 -> planet();
            default -> landscape();
        }
    }

    /// Two rows of houses at dusk, some windows lit.
    private void city() {
        drawing.sky(colours.middle(), colours.warm());
        drawing.circle(between(40, WIDTH - 40), between(40, 90), between(16, 30), colours.light());
        for (int row = 0; row < 2; row++) {
            String wall = row == 0 ? colours.deep() : colours.night();
            for (double x = -between(0, 20); x < WIDTH; ) {
                double width = between(22, 46);
                double top = between(56, 104) + row * 34;
                drawing.rectangle(x, top, width + .6, HEIGHT - top, 0, wall);
                if (row == 1) windows(x, top, width);
                x += width;
            }
        }
    }

    private void windows(double x, double top, double width) {
        for (double y = top + 9; y < HEIGHT - 8; y += 13)
            for (double at = x + 6; at < x + width - 7; at += 9)
                if (random.nextInt(3) == 0) drawing.rectangle(at, y, 4, 6, 0, colours.warm());
    }

    /// The sun over water, and its path.
    private void sea() {
        drawing.sky(colours.warm(), colours.light());
        double x = between(70, WIDTH - 70);
        double horizon = between(88, 112);
        drawing.circle(x, horizon - between(-4, 22), between(22, 36), "#fffaf0");
        drawing.rectangle(0, horizon, WIDTH, HEIGHT - horizon, 0, colours.deep());
        for (double y = horizon + 7; y < HEIGHT; y += 9) {
            double half = between(10, 22) + (y - horizon) * .5;
            drawing.line(x - half, y, x + half * between(.4, 1), y, 2.6, colours.warm());
        }
        drawing.path(ridge(horizon + 62, 7, false), colours.night());
    }

    /// Trunks, the near ones dark.
    private void wood() {
        drawing.sky(colours.light(), colours.warm());
        drawing.circle(between(60, WIDTH - 60), between(50, 100), between(22, 40), "#fffaf0");
        List<String> depth =
                List.of(colours.warm(), colours.middle(), colours.deep(), colours.night());
        for (int row = 0; row < depth.size(); row++)
            for (double x = between(-6, 30); x < WIDTH; x += between(26, 64)) {
                double width = 3 + row * 3.2 + between(0, 3);
                double lean = between(-7, 7);
                drawing.path(
                        at("M%.1f -4h%.1fL%.1f 184h%.1fz", x + lean, width * .8, x + width, -width),
                        depth.get(row));
            }
        drawing.path(ridge(164, 5, false), colours.night());
    }

    /// A planet with a ring, and stars.
    private void planet() {
        drawing.sky(colours.night(), "#14161d");
        for (int i = 0; i < 46; i++)
            drawing.circle(
                    between(0, WIDTH), between(0, HEIGHT), between(.4, 1.3), colours.light());
        double x = between(90, WIDTH - 90);
        double radius = between(38, 66);
        double y = between(80, 120);
        drawing.circle(x, y, radius, colours.middle());
        drawing.path(
                at(
                        "M%.1f %.1fa%.1f %.1f 0 0 1 0 %.1fa%.1f %.1f 0 0 0 0 %.1fz",
                        x,
                        y - radius,
                        radius,
                        radius,
                        2 * radius,
                        radius * .72,
                        radius,
                        -2 * radius),
                colours.warm());
        drawing.circle(
                x - radius * between(1.6, 2.1),
                y - radius * between(.3, .9),
                radius * .16,
                colours.light());
    }

    /// A sky, a sun or moon, ridges, each darker than the one behind it.
    private void landscape() {
        boolean day = random.nextBoolean();
        if (day) drawing.sky(colours.warm(), colours.light());
        else drawing.sky(colours.night(), colours.middle());
        double x = between(50, WIDTH - 50);
        drawing.circle(x, between(38, 88), between(14, 34), day ? "#fffaf0" : colours.light());
        boolean angular = random.nextInt(3) == 0;
        List<String> ridges =
                day
                        ? List.of(colours.warm(), colours.middle(), colours.deep(), colours.night())
                        : List.of(colours.middle(), colours.deep(), colours.deep(), "#14161d");
        for (int i = day ? 1 : 0; i < ridges.size(); i++)
            drawing.path(ridge(86 + i * 23, 26 - i * 4, angular), ridges.get(i));
    }

    private String ridge(double base, double height, boolean angular) {
        int steps = angular ? 6 + random.nextInt(4) : 4 + random.nextInt(2);
        double width = (double) WIDTH / steps;
        StringBuilder path = new StringBuilder("M-4 %d".formatted(HEIGHT + 4));
        double y = base + between(-height, height);
        path.append(at("V%.1f", y));
        for (int i = 1; i <= steps; i++) {
            double next = base + between(-height, height);
            double x = i * width + (i == steps ? 4 : 0);
            if (angular) path.append(at("L%.1f %.1f", x, next));
            else
                path.append(
                        at(
                                "C%.1f %.1f %.1f %.1f %.1f %.1f",
                                x - width / 2, y, x - width / 2, next, x, next));
            y = next;
        }
        return path.append("V%dz".formatted(HEIGHT + 4)).toString();
    }

    /// Series: one motif in episodes, a moon that wanes over windows.
    private void phases() {
        drawing.sky(colours.night(), colours.deep());
        int windows = 4 + random.nextInt(3);
        double width = (WIDTH - 32.0) / windows;
        double height = between(96, 128);
        double radius = Math.min(width * .32, 24);
        boolean rising = random.nextBoolean();
        for (int i = 0; i < windows; i++) {
            double x = 16 + i * width;
            double share = (double) i / (windows - 1);
            drawing.rectangle(
                    x + 3,
                    90 - height / 2,
                    width - 6,
                    height,
                    (width - 6) / 2,
                    i % 2 == 0 ? colours.deep() : colours.middle());
            double y = 90 + (rising ? .5 - share : share - .5) * (height - 3 * radius);
            moon(x + width / 2, y, radius, 1 - .92 * share);
        }
    }

    /// @param lit share of its disc that is lit, from the left
    private void moon(double x, double y, double radius, double lit) {
        double waist = radius * Math.abs(1 - 2 * lit);
        drawing.path(
                at(
                        "M%.1f %.1fa%.1f %.1f 0 0 0 0 %.1fa%.1f %.1f 0 0 %d 0 %.1fz",
                        x,
                        y - radius,
                        radius,
                        radius,
                        2 * radius,
                        waist,
                        radius,
                        lit > .5 ? 0 : 1,
                        -2 * radius),
                colours.light());
    }

    /// Video: light from a projector.
    private void rays() {
        drawing.sky(colours.deep(), colours.night());
        double x = between(60, WIDTH - 60);
        double y = between(60, 120);
        int count = 9 + random.nextInt(7);
        double turn = random.nextDouble(Math.PI);
        for (int i = 0; i < count; i++) {
            double from = turn + 2 * Math.PI * i / count;
            double to = from + Math.PI / count;
            drawing.path(
                    at(
                            "M%.1f %.1fL%.1f %.1fL%.1f %.1fz",
                            x,
                            y,
                            x + 400 * Math.cos(from),
                            y + 400 * Math.sin(from),
                            x + 400 * Math.cos(to),
                            y + 400 * Math.sin(to)),
                    i % 3 == 0 ? colours.middle() : colours.deep());
        }
        double radius = between(30, 44);
        drawing.circle(x, y, radius + 9, colours.night())
                .circle(x, y, radius, colours.warm())
                .path(
                        at(
                                "M%.1f %.1fv%.1fL%.1f %.1fz",
                                x - radius * .3,
                                y - radius * .42,
                                radius * .84,
                                x + radius * .48,
                                y),
                        colours.light());
    }

    /// Channel: waves from a mast.
    private void broadcast() {
        drawing.sky(colours.light(), colours.warm());
        boolean left = random.nextBoolean();
        double x = left ? between(20, 90) : between(WIDTH - 90, WIDTH - 20);
        double y = between(120, 165);
        List<String> bands =
                List.of(
                        colours.warm(),
                        colours.light(),
                        colours.middle(),
                        colours.warm(),
                        colours.deep(),
                        colours.middle(),
                        colours.night());
        double step = between(32, 42);
        for (int i = 0; i < bands.size(); i++)
            drawing.circle(x, y, step * (bands.size() - i), bands.get(i));
        drawing.circle(x, y, 9, colours.light());
    }

    /// Album: a sleeve, and the record half out of it.
    private void record() {
        drawing.sky(colours.light(), colours.warm());
        double left = between(54, 84);
        double disc = left + 132;
        drawing.circle(disc, 90, 64, "#1b1a19");
        for (int i = 0; i < 5; i++) drawing.ring(disc, 90, 30 + i * 7, .8, "#3a3835");
        drawing.circle(disc, 90, 21, colours.middle()).circle(disc, 90, 3, colours.light());
        drawing.rectangle(left, 24, 132, 132, 3, colours.deep());
        cover(left, 24, 132);
    }

    private void cover(double x, double y, double size) {
        double half = size / 2;
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = 0; i < 5; i++)
                    drawing.rectangle(
                            x + 14,
                            y + 14 + i * 22,
                            (size - 28) * between(.3, 1),
                            13,
                            0,
                            i % 2 == 0 ? colours.warm() : colours.middle());
            }
            case 1 ->
                    drawing.circle(x + half, y + half, half * .72, colours.warm())
                            .path(
                                    at(
                                            "M%.1f %.1fa%.1f %.1f 0 0 1 %.1f 0z",
                                            x + half * .28,
                                            y + half,
                                            half * .72,
                                            half * .72,
                                            half * 1.44),
                                    colours.light());
            case 2 ->
                    drawing.path(at("M%.1f %.1fh%.1fv%.1fz", x, y, size, size), colours.middle())
                            .circle(x + half * .62, y + half * 1.38, half * .34, colours.light());
            default -> {
                for (int row = 0; row < 4; row++)
                    for (int column = 0; column < 4; column++)
                        drawing.circle(
                                x + 21 + column * 30,
                                y + 21 + row * 30,
                                between(3, 13),
                                random.nextBoolean() ? colours.warm() : colours.light());
            }
        }
    }

    /// Track: its loudness over time.
    private void waveform() {
        drawing.sky(colours.night(), colours.deep());
        int bars = 29;
        double wave = between(1.5, 4);
        double shift = random.nextDouble(6);
        int played = 6 + random.nextInt(18);
        for (int i = 0; i < bars; i++) {
            double x = 20 + i * 10;
            double hull = Math.sin(Math.PI * (i + .5) / bars);
            double height =
                    5
                            + 56
                                    * hull
                                    * Math.abs(Math.sin(i / (double) bars * Math.PI * wave + shift))
                                    * between(.55, 1);
            drawing.line(
                    x,
                    90 - height,
                    x,
                    90 + height,
                    5,
                    i < played ? colours.light() : colours.middle());
        }
    }

    /// Podcast: a voice around a point.
    private void voice() {
        drawing.sky(colours.warm(), colours.light());
        double x = between(110, WIDTH - 110);
        int rays = 40;
        double lobes = 2 + random.nextInt(4);
        for (int i = 0; i < rays; i++) {
            double angle = 2 * Math.PI * i / rays;
            double length = 12 + 24 * Math.abs(Math.sin(lobes * angle / 2)) * between(.6, 1);
            drawing.line(
                    x + 38 * Math.cos(angle),
                    90 + 38 * Math.sin(angle),
                    x + (38 + length) * Math.cos(angle),
                    90 + (38 + length) * Math.sin(angle),
                    3,
                    i % 2 == 0 ? colours.deep() : colours.middle());
        }
        drawing.circle(x, 90, 26, colours.deep()).circle(x, 90, 10, colours.light());
    }

    /// Book: a shelf.
    private void shelf() {
        drawing.sky(colours.light(), colours.warm());
        List<String> cloth =
                List.of(
                        colours.night(),
                        colours.deep(),
                        colours.middle(),
                        colours.deep(),
                        "#8d8371");
        double x = between(14, 30);
        while (x < WIDTH - 34) {
            double width = between(15, 33);
            double height = between(84, 132);
            String colour = cloth.get(random.nextInt(cloth.size()));
            double top = 158 - height;
            drawing.rectangle(x, top, width, height, 1.5, colour);
            spine(x, top, width, height);
            x += width + (random.nextInt(5) == 0 ? between(10, 26) : 2);
        }
        drawing.rectangle(0, 158, WIDTH, 22, 0, colours.night());
    }

    private void spine(double x, double top, double width, double height) {
        String gold = random.nextInt(3) == 0 ? colours.light() : colours.warm();
        switch (random.nextInt(3)) {
            case 0 ->
                    drawing.rectangle(x, top + 12, width, 2.5, 0, gold)
                            .rectangle(x, top + height - 16, width, 2.5, 0, gold);
            case 1 ->
                    drawing.rectangle(x + width * .3, top + 16, width * .4, height * .42, 1, gold);
            default -> drawing.circle(x + width / 2, top + 20, width * .22, gold);
        }
    }

    /// Article: a page of print.
    private void columns() {
        drawing.sky(colours.warm(), colours.middle());
        double left = between(64, 96);
        drawing.rectangle(left, 22, 160, 200, 3, "#fffaf0");
        drawing.rectangle(left + 14, 36, between(80, 128), 9, 1, colours.night());
        drawing.rectangle(left + 14, 56, 62, 44, 1, colours.middle());
        for (int i = 0; i < 12; i++) {
            double y = 58 + i * 9.5;
            drawing.rectangle(left + 84, y, between(42, 62), 3, 1, "#b9b0a0");
            if (i > 4) drawing.rectangle(left + 14, y, between(42, 62), 3, 1, "#b9b0a0");
        }
    }

    /// Image: a composition of plain shapes on a grid.
    private void composition() {
        List<String> fills =
                List.of(
                        colours.night(),
                        colours.deep(),
                        colours.middle(),
                        colours.warm(),
                        colours.light());
        drawing.sky(colours.light(), colours.light());
        int cell = 60;
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 6; column++) {
                double x = column * cell - 20;
                double y = row * cell;
                int ground = random.nextInt(fills.size());
                String figure =
                        fills.get((ground + 1 + random.nextInt(fills.size() - 1)) % fills.size());
                drawing.rectangle(x, y, cell + .5, cell + .5, 0, fills.get(ground));
                figure(x, y, cell, figure);
            }
    }

    private void figure(double x, double y, double cell, String fill) {
        switch (random.nextInt(5)) {
            case 0 -> drawing.circle(x + cell / 2, y + cell / 2, cell * .34, fill);
            case 1 ->
                    drawing.path(
                            at(
                                    "M%.1f %.1fa%.1f %.1f 0 0 1 %.1f %.1fv%.1fz",
                                    x, y + cell, cell, cell, cell, -cell, cell),
                            fill);
            case 2 -> drawing.path(at("M%.1f %.1fh%.1fL%.1f %.1fz", x, y, cell, x, y + cell), fill);
            case 3 ->
                    drawing.path(
                            at(
                                    "M%.1f %.1fa%.1f %.1f 0 0 0 %.1f 0z",
                                    x, y, cell / 2, cell / 2, cell),
                            fill);
            default ->
                    drawing.rectangle(
                            x + cell * .25, y + cell * .25, cell * .5, cell * .5, 0, fill);
        }
    }

    /// Text: paragraphs, one line marked.
    private void lines() {
        drawing.sky("#fbf6ea", colours.light());
        int marked = 2 + random.nextInt(4);
        double left = between(44, 70);
        for (int i = 0; i < 8; i++) {
            boolean last = i == 3 || i == 7;
            double width = last ? between(60, 130) : between(170, 205);
            double y = 30 + i * 15 + (i > 3 ? 8 : 0);
            if (i == marked) drawing.rectangle(left - 6, y - 5, width + 12, 14, 3, colours.warm());
            drawing.rectangle(left, y, width, 4, 2, i == marked ? colours.night() : "#b4ab9b");
        }
    }

    /// Anything else: quarter circles that join by chance.
    private void tiles() {
        drawing.sky(colours.deep(), colours.night());
        int cell = 40;
        for (int row = 0; row < 5; row++)
            for (int column = 0; column < 8; column++) {
                double x = column * cell;
                double y = row * cell - 10;
                boolean down = random.nextBoolean();
                arc(x, y, cell, down);
            }
    }

    private void arc(double x, double y, double cell, boolean down) {
        double half = cell / 2;
        String data =
                down
                        ? at(
                                "M%.1f %.1fa%.1f %.1f 0 0 1 %.1f %.1fM%.1f %.1fa%.1f %.1f 0 0 1 %.1f %.1f",
                                x + half, y, half, half, -half, half, x + cell, y + half, half,
                                half, -half, half)
                        : at(
                                "M%.1f %.1fa%.1f %.1f 0 0 0 %.1f %.1fM%.1f %.1fa%.1f %.1f 0 0 1 %.1f %.1f",
                                x + half, y, half, half, half, half, x, y + half, half, half, half,
                                half);
        drawing.stroke(data, 6, random.nextInt(5) == 0 ? colours.light() : colours.middle());
    }

    private double between(double from, double to) {
        return random.nextDouble(from, to);
    }

    private static String at(String template, Object... numbers) {
        return String.format(Locale.ROOT, template, numbers);
    }
}
