package org.tetrarch.wallet.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tetrarch.wallet.fake.FakePerson;

class PasswordsTest {
  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("password"), content);
  }

  private static Passwords asking(String... answers) {
    return new Passwords(FakePerson.answering(answers), null);
  }

  private static Passwords reading(Path file) {
    return new Passwords(FakePerson.absent(""), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pässword ", "pässword \n", "pässword \r\n", "pässword \nmore\n"})
  void aPasswordFileHoldsItInItsFirstLine(String content) throws Exception {
    assertThat(reading(file(content)).ask("a")).isEqualTo("pässword ".toCharArray());
  }

  @Test
  void aPersonIsAskedOnceForAnOldPasswordAndTwiceForANewOne() throws Exception {
    FakePerson person = FakePerson.answering("old", "new", "new");
    Passwords passwords = new Passwords(person, null);

    assertThat(passwords.ask("savings")).isEqualTo("old".toCharArray());
    assertThat(passwords.choose("savings")).isEqualTo("new".toCharArray());

    assertThat(person.questions())
        .containsExactly("Password of savings: ", "New password for savings: ", "The same again: ");
  }

  @Test
  void twoThatDifferAreRefusedAndWiped() {
    FakePerson person = FakePerson.answering("one", "other");

    assertThatThrownBy(() -> new Passwords(person, null).choose("a"))
        .hasMessage("the two passwords differ: nothing was written");
    assertThat(person.secretsAreWiped()).isTrue();
  }

  @Test
  void anEmptyPasswordIsNoneForANewKey() throws Exception {
    assertThatThrownBy(() -> asking("", "").choose("a"))
        .hasMessageStartingWith("an empty password protects nothing");
    Path empty = file("\n");
    assertThatThrownBy(() -> reading(empty).choose("a"))
        .hasMessageStartingWith(empty + ": an empty password protects nothing");
    // Others' keystores may have one.
    assertThat(reading(empty).ask("a")).isEmpty();
  }

  @Test
  void withoutTerminalAndFileItSaysWhatToDo() {
    assertThatThrownBy(() -> new Passwords(FakePerson.absent("x"), null).ask("a"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "there is no terminal to ask the password on: give --password-file FILE or set"
                + " TETRARCH_PASSWORD_FILE");
  }

  @Test
  void aPasswordThatCannotBeReadWholeIsAnErrorAndNotAnother() throws Exception {
    Path file = folder.resolve("password");
    assertThatThrownBy(() -> reading(file).ask("a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> reading(folder).ask("a"))
        .hasMessage(folder + ": is a folder, not a file with a password");

    Files.writeString(file, "x".repeat(4_096) + "\n");
    assertThat(reading(file).ask("a")).hasSize(4_096);
    Files.writeString(file, "x".repeat(4_097));
    assertThatThrownBy(() -> reading(file).ask("a"))
        .hasMessageStartingWith(file + ": its first line is longer than the 4096 bytes");

    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThatThrownBy(() -> reading(file).ask("a"))
        .hasMessage(file + ": the password is no UTF-8 text");
  }
}
