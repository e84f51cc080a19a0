package org.tetrarch.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A wrong password takes as long as a right one. What scrypt costs is memory that it fills and
 * reads, and how much of that a thread asked for is counted exactly, on any machine under any load.
 */
class PasswordCostTest {
  private static final char[] RIGHT = "right".toCharArray();

  /** What scrypt fills: 128 bytes times the block size times the number of blocks, p times. */
  private static final long SCRYPT_MEMORY = 128L * 8 * 4_096 * 6;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static SealedKey sealed() throws KeystoreException {
    SealedKey key = SealedKey.seal(Vectors.KEY, RIGHT, Protection.LIGHT_SCRYPT, new SecureRandom());
    assertThat(key.protection()).isEqualTo("scrypt, n=4096, r=8, p=6");
    return key;
  }

  private static long memoryOf(ThrowingCallable attempt) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Throwable unused = catchThrowable(attempt);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "r", "righ", "Right", "wrong", "right "})
  void aWrongPasswordCostsAllThatARightOneDoes(String wrong) throws Exception {
    SealedKey key = sealed();
    assertThatThrownBy(() -> key.open(wrong.toCharArray()))
        .isInstanceOf(WrongPasswordException.class);

    long costOfRight = memoryOf(() -> key.open(RIGHT).destroy());
    long costOfWrong = memoryOf(() -> key.open(wrong.toCharArray()));

    assertThat(costOfRight).isBetween(SCRYPT_MEMORY, SCRYPT_MEMORY * 3 / 2);
    assertThat(costOfWrong).isBetween(SCRYPT_MEMORY, SCRYPT_MEMORY * 3 / 2);
  }
}
