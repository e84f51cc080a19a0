package org.tetrarch.wallet.cli;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;

/**
 * Refuses arguments that look like a private key or a mnemonic, before anything can repeat them or
 * make them an account's name. By then the shell has kept them, which the user must learn.
 */
final class SecretArguments {
  private static final Pattern PRIVATE_KEY = Pattern.compile("(.*=)?(0[xX])?[0-9a-fA-F]{64}");
  private static final Pattern WORD = Pattern.compile("[a-z]{3,8}");

  /** BIP-39: the fewest words that a mnemonic has. */
  private static final int LEAST_WORDS = 12;

  /** The commands whose argument, a hash, looks like a key and is public. */
  private static final Set<String> TAKE_HASH = Set.of("tx", "receipt");

  private SecretArguments() {}

  static void refuse(List<String> arguments) throws CommandFailure {
    boolean hasKey =
        arguments.stream().anyMatch(argument -> PRIVATE_KEY.matcher(argument).matches());
    if (hasKey && !TAKE_HASH.contains(arguments.getFirst())) {
      throw failure("a private key");
    }
    long words =
        arguments.stream()
            .flatMap(argument -> Stream.of(argument.split("\\s+")))
            .filter(word -> WORD.matcher(word).matches())
            .count();
    if (words >= LEAST_WORDS) {
      throw failure("a mnemonic");
    }
  }

  private static CommandFailure failure(String what) {
    return new CommandFailure(
        ExitCode.USAGE,
        "an argument looks like "
            + what
            + ", which shells and process lists keep: give it to 'wallet import' when asked or by"
            + " standard input, and move its coins if it was a real one");
  }
}
