package io.skuld.server.learning;

/// How learning goes. Keys `learning.…`.
///
/// @param shareInHousehold whether what one person of the household said may move the feeds of the others; people who came
///     with the file of a community always count for everybody
public record LearningSettings(boolean shareInHousehold) {
    public static final LearningSettings DEFAULTS = new LearningSettings(false);
}
