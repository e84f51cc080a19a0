/**
 * {@code tetrarch genesis}: makes, checks and shows genesis files.
 *
 * <p>Only this package knows picocli's annotations here. Depends on everything else in this module.
 */
@NullMarked
package org.tetrarch.genesis.cli;

import org.jspecify.annotations.NullMarked;
