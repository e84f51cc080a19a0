package org.tetrarch.wallet.cli.transfer;

import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;

/** A transaction's hash as people give it. */
final class HashArgument {
  private HashArgument() {}

  static Hash parse(String text) throws CommandFailure {
    try {
      return Hash.parse(text);
    } catch (MalformedException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "\"" + text + "\" is no transaction hash, which is 0x and 64 digits", e);
    }
  }
}
