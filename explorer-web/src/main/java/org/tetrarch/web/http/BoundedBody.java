package org.tetrarch.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads request bodies without ever holding more than a bound. */
public final class BoundedBody {

  private BoundedBody() {}

  /**
   * The whole body, or empty when it is longer than the bound. A declared length is believed only
   * when it is too long: a chunked body is counted as it is read.
   */
  public static Optional<byte[]> read(InputStream body, long declaredLength, int bound)
      throws IOException {
    if (declaredLength > bound) {
      return Optional.empty();
    }
    byte[] bytes = body.readNBytes(bound + 1);
    return bytes.length > bound ? Optional.empty() : Optional.of(bytes);
  }
}
