package org.tetrarch.lab.planted;

import picocli.CommandLine;

/** What no class of the lab outside of its commands may do, so that the rule is seen to fail. */
public final class Command {
  Object line() {
    return new CommandLine(this);
  }
}
