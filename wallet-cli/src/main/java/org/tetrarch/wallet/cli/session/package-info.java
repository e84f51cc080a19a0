/**
 * What all commands share: the user's surroundings, the options that choose nodes and passwords,
 * and what a name can mean.
 *
 * <p>Depends on everything in this module but the commands.
 */
@NullMarked
package org.tetrarch.wallet.cli.session;

import org.jspecify.annotations.NullMarked;
