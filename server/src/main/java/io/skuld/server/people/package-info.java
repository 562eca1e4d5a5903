/// The people of a household or a service. Everything that belongs to a person carries their [PersonId]; two people never share anything.
@NullMarked
package io.skuld.server.people;

import org.jspecify.annotations.NullMarked;
