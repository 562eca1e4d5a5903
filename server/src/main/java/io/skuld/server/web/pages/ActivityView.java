package io.skuld.server.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Skuld saw of a person's computers in some hours, and what it keeps in all.
///
/// @param range the hours that are shown, in words
/// @param hours the choices of how many
/// @param earlier address of the hours before
/// @param later address of the hours after, or null when they have not come yet
/// @param active how long, in words; empty when nothing was seen
/// @param hidden of which only the time is known, in words; empty for nothing
/// @param chart a sentence that says what the drawing shows
/// @param spans the longest, by start
/// @param more how many spans are not listed, in words; empty for none
/// @param privatePatterns as the person wrote them
/// @param live what is read from a running ActivityWatch
/// @param from where the form to delete begins, as an input of date and time has it
/// @param zone in which it is meant
public record ActivityView(
        Shell shell,
        String range,
        List<Choice> hours,
        String earlier,
        @Nullable String later,
        String active,
        String hidden,
        String chart,
        List<Lane> lanes,
        List<Tick> ticks,
        List<Share> categories,
        List<Share> apps,
        List<Row> spans,
        String more,
        List<Source> sources,
        String privatePatterns,
        Live live,
        String from,
        String to,
        String zone) {
    /// The height of a lane of the drawing, its name included.
    private static final int LANE = 52;

    private static final int AXIS = 22;

    /// One machine in the drawing.
    public record Lane(String machine, List<Block> blocks) {
        public Lane {
            blocks = List.copyOf(blocks);
        }
    }

    /// @param x where it begins, in percent of the width
    /// @param width in percent
    /// @param colour the class that paints it
    /// @param words what it is
    public record Block(String x, String width, String colour, String words) {}

    /// @param x in percent of the width
    /// @param anchor where the text lies to it: start, middle or end
    /// @param between left out where there is little room
    public record Tick(String x, String anchor, String time, boolean between) {}

    /// A part of the whole time.
    ///
    /// @param percent of the longest, for its bar
    public record Share(String name, String length, String percent, String colour) {}

    public record Row(
            String at, String length, String app, String title, String host, String category) {}

    /// @param connected those that are read
    /// @param free addresses that could be read
    public record Live(List<FollowedView.Row> connected, List<String> free) {
        public Live {
            connected = List.copyOf(connected);
            free = List.copyOf(free);
        }
    }

    /// One watcher on one machine.
    public record Source(
            String machine,
            String name,
            String watcher,
            String events,
            String hidden,
            String range) {}

    public ActivityView {
        hours = List.copyOf(hours);
        lanes = List.copyOf(lanes);
        ticks = List.copyOf(ticks);
        categories = List.copyOf(categories);
        apps = List.copyOf(apps);
        spans = List.copyOf(spans);
        sources = List.copyOf(sources);
    }

    /// Where a lane begins, in pixels.
    public int top(int lane) {
        return lane * LANE;
    }

    public int height() {
        return lanes.size() * LANE + AXIS;
    }
}
