/**
 * A node and a person that the wallet's tests put in front of it.
 *
 * <p>{@code FakeNode} speaks JSON-RPC over real HTTP and can be made to lie, refuse or fall silent;
 * {@code FakePerson} answers questions and remembers them.
 */
@NullMarked
package org.tetrarch.wallet.fake;

import org.jspecify.annotations.NullMarked;
