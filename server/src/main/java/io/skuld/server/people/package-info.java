/// The people of a household or a service. Everything that belongs to a person carries their [PersonId]; whether they share what they said is for `learning` to decide.
@NullMarked
package io.skuld.server.people;

import org.jspecify.annotations.NullMarked;
