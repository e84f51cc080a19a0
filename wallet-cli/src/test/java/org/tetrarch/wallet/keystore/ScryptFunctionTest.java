package org.tetrarch.wallet.keystore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7914 §12. */
class ScryptFunctionTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 16, 1, 1,"
        + " 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
    "password, NaCl, 1024, 8, 16,"
        + " fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
    "pleaseletmein, SodiumChloride, 16384, 8, 1,"
        + " 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
  })
  void givesThePublishedResults(
      String password, String salt, int n, int r, int p, String expected) {
    byte[] key =
        ScryptFunction.derive(password.getBytes(US_ASCII), salt.getBytes(US_ASCII), n, r, p, 64);

    assertThat(HexFormat.of().formatHex(key)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 1, 1", "4, 2, 3, 32", "128, 5, 2, 33", "1024, 8, 6, 32"})
  void agreesWithAnIndependentImplementation(int n, int r, int p, int length) {
    byte[] password = {1, 2, 3};
    byte[] salt = {4, 5};

    assertThat(ScryptFunction.derive(password, salt, n, r, p, length))
        .isEqualTo(SCrypt.generate(password, salt, n, r, p, length));
  }
}
