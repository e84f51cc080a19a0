package org.tetrarch.node;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that who makes a node malicious must show. */
final class LabToken {
  private static final int BYTES = 16;

  private LabToken() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
