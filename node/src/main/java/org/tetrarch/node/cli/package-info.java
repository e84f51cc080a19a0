/**
 * The commands {@code up}, {@code down}, {@code status}, {@code logs}, {@code reset} and {@code
 * node}: what they accept and what they print.
 *
 * <p>Results go to the output stream, everything else to the error stream; each command that prints
 * has {@code --json}. What a command does lies in {@code localnet}, or for {@code node run} in
 * {@link org.tetrarch.node.NodeProcess}. Depends on these and on the terminal conventions of {@code
 * genesis}.
 */
@NullMarked
package org.tetrarch.node.cli;

import org.jspecify.annotations.NullMarked;
