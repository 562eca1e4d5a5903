package io.skuld.server.web.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.catalog.Catalog;
import io.skuld.server.catalog.Item;
import io.skuld.server.catalog.ItemId;
import io.skuld.server.catalog.UnknownItemException;
import io.skuld.server.http.Routes;
import io.skuld.server.ingest.pictures.Picture;
import io.skuld.server.ingest.pictures.Pictures;
import io.skuld.server.ingest.sources.Following;
import io.skuld.server.people.PersonId;
import java.util.Optional;

/// `GET /pictures/{id}`: the picture of an item out of the cache; the drawn one when it cannot be had.
final class PictureRoutes implements Routes {
    private final Pages pages;
    private final Catalog catalog;
    private final Following following;

    PictureRoutes(Pages pages, Catalog catalog, Following following) {
        this.pages = pages;
        this.catalog = catalog;
        this.following = following;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/pictures/<id>", this::show);
    }

    private void show(Context context) {
        PersonId person = pages.reader(context);
        ItemId id = ItemId.parse(context.pathParam("id"));
        Item item = catalog.find(id).orElseThrow(() -> new UnknownItemException(id)).item();
        Optional<Picture> picture =
                Pictures.has(item, following.kinds(person))
                        ? following.pictures().of(item)
                        : Optional.empty();
        if (picture.isEmpty())
            context.header("Cache-Control", "private, max-age=600").redirect(ArtRoutes.path(item));
        else
            context.header("Cache-Control", "private, max-age=86400")
                    .contentType(picture.get().type())
                    .result(picture.get().bytes());
    }
}
