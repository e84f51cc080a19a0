package org.tetrarch.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it changes a password leaves the old file or the new one. */
class PasswordCrashTest {
  private static final int ROUNDS = 6;
  private static final long PATIENCE_SECONDS = 60;
  private static final char[][] PASSWORDS = {"one".toCharArray(), "other".toCharArray()};

  @TempDir Path home;

  @Test
  void theKeyOpensWithOneOfTheTwoPasswordsAfterAnyKill() throws Exception {
    long seed = Long.getLong("tetrarch.seed", System.nanoTime());
    System.out.println(
        "PasswordCrashTest: replay with mvn -pl wallet-cli test -Dtest=PasswordCrashTest"
            + " -Dtetrarch.seed="
            + seed);
    Random random = new Random(seed);
    Keystore keystore = new Keystore(home.resolve("keystore"));
    Keystore.Entry entry = keystore.add("savings", sealed(PASSWORDS[0]));
    for (int round = 0; round < ROUNDS; round++) {
      killWhileChanging(keystore.folder(), 1 + random.nextInt(200));

      assertThat(opens(keystore)).as("round %d of seed %d", round, seed).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry.file())))
          .isEqualTo("rw-------");
    }
  }

  private static boolean opens(Keystore keystore) throws Exception {
    SealedKey key = Objects.requireNonNull(keystore.find("savings").orElseThrow().key());
    int opening = 0;
    for (char[] password : PASSWORDS) {
      try {
        assertThat(key.open(password).toBytes()).isEqualTo(Vectors.KEY.toBytes());
        opening++;
      } catch (WrongPasswordException e) {
        // Then it must be the other one.
      }
    }
    return opening == 1;
  }

  private static void killWhileChanging(Path folder, int changes) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Changer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream in = writer.getInputStream()) {
      for (int i = 0; i < changes; i++) {
        assertThat(in.read()).as("the writer runs").isNotNegative();
      }
    }
    writer.destroyForcibly();
    assertThat(writer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static SealedKey sealed(char[] password) throws KeystoreException {
    return SealedKey.seal(Vectors.KEY, password, Protection.LIGHT_SCRYPT, new SecureRandom());
  }

  /** Changes the password back and forth, and says so before each time. */
  static final class Changer {
    private Changer() {}

    public static void main(String[] args) throws Exception {
      Keystore keystore = new Keystore(Path.of(args[0]));
      SealedKey[] seals = {sealed(PASSWORDS[0]), sealed(PASSWORDS[1])};
      Keystore.Entry entry = keystore.find("savings").orElseThrow();
      for (int i = 0; ; i++) {
        System.out.write('.');
        System.out.flush();
        keystore.reseal(entry, seals[i % 2]);
      }
    }
  }
}
