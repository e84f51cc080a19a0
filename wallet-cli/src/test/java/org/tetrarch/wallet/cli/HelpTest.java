package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help on every level, and what is said when a command is not understood. */
class HelpTest extends WalletTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "new",
        "import",
        "list",
        "show",
        "rename",
        "remove",
        "export",
        "password",
        "balance",
        "history",
        "watch",
        "send",
        "tx",
        "receipt",
        "verify"
      })
  void everyCommandShowsAnExampleAndOffersJson(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString())
        .contains("Usage: tetrarch wallet " + command, "Example", "--json")
        .contains("tetrarch wallet " + command);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "add", "rename", "remove"})
  void everyCommandAroundContactsDoesToo(String command) {
    assertThat(run("contact", command, "--help")).isZero();

    assertThat(out.toString()).contains("tetrarch wallet contact " + command, "Example", "--json");
  }

  @Test
  void theWalletShowsItsCommandsAndExitCodes() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains("new", "import", "list", "show", "rename", "remove", "export", "password")
        .contains("contact", "balance", "history", "watch", "send", "tx", "receipt", "verify")
        .contains("Exit codes", "TETRARCH_HOME");
  }

  @Test
  void whatIsNotUnderstoodIsAUsageError() {
    assertFails(2, List.of("Missing required subcommand", "--help"));
    assertFails(2, List.of("frobnicate"), "frobnicate");
    assertFails(2, List.of("'TO'", "tetrarch wallet send --help"), "send");
    assertFails(2, List.of("'AMOUNT'"), "send", DEV1);
    assertFails(2, List.of("'HASH'"), "receipt");
    assertFails(2, List.of("'c'"), "balance", "a", "c");
  }
}
