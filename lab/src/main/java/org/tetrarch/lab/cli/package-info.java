/** The commands of the lab; they talk to the nodes of the running local network. */
@NullMarked
package org.tetrarch.lab.cli;

import org.jspecify.annotations.NullMarked;
