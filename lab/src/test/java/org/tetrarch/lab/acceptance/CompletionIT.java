package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that {@code tetrarch completion} prints, in a real bash. */
class CompletionIT {
  @TempDir Path home;
  private LiveNetwork programs = new LiveNetwork(Path.of(""));
  private Path script = Path.of("");

  @BeforeEach
  void printScript() throws IOException {
    programs = new LiveNetwork(home);
    LiveNetwork.Ran printed = programs.program("org.tetrarch.genesis.terminal.Completion");
    assertThat(printed.code()).as(printed.output()).isZero();
    script = Files.writeString(home.resolve("completion.bash"), printed.output());
  }

  private String completionsOf(String words) throws IOException {
    String[] parts = words.split(" ", -1);
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMPREPLY=(); _complete_tetrarch; echo \"${COMPREPLY[*]}\""
            .formatted(script, words, parts.length - 1);
    LiveNetwork.Ran ran = programs.run(List.of("bash", "-c", ask));
    assertThat(ran.code()).as(ran.output()).isZero();
    return ran.output();
  }

  @ParameterizedTest
  @CsvSource({
    "tetrarch wa, wallet",
    "tetrarch wallet sen, send",
    "tetrarch wallet contact a, add",
    "tetrarch wallet send --no-w, --no-wait",
    "tetrarch wallet new --kdf p, pbkdf2",
    "tetrarch genesis cr, create",
    "tetrarch node kil, kill",
    "tetrarch up --deta, --detach",
    "tetrarch lab mal, malicious",
    "tetrarch comp, completion"
  })
  void wordsOfEveryModuleAreCompleted(String words, String completion) throws IOException {
    assertThat(completionsOf(words)).contains(completion);
  }

  @Test
  void theScriptIsOneThatBashAccepts() throws IOException {
    LiveNetwork.Ran ran = programs.run(List.of("bash", "-n", script.toString()));

    assertThat(ran.code()).as(ran.output()).isZero();
  }
}
