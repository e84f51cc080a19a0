/**
 * {@code tetrarch wallet}: one class per command.
 *
 * <p>Only this package knows picocli's annotations. Every failure is one line on the error stream
 * and a documented exit code. Depends on everything else in this module.
 */
@NullMarked
package org.tetrarch.wallet.cli;

import org.jspecify.annotations.NullMarked;
