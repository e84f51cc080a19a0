package org.tetrarch.genesis.terminal;

import java.util.SequencedMap;
import picocli.CommandLine;

/**
 * The commands of one module, for whoever needs those of all: each module has a service of this
 * kind, since none sees all the others.
 */
public interface CommandTree {
  /** By their names after {@code tetrarch}. They are not run. */
  SequencedMap<String, CommandLine> commands();
}
