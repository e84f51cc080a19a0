/**
 * What the user's surroundings say: environment variables, the wallet's configuration file, the
 * home folder. A flag goes before the environment, the environment before the file.
 *
 * <p>Depends on the genesis module's {@code document} alone.
 */
@NullMarked
package org.tetrarch.wallet.settings;

import org.jspecify.annotations.NullMarked;
