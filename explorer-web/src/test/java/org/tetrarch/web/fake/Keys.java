package org.tetrarch.web.fake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.crypto.PrivateKey;

/** Keys that anybody can know, for people and validators of tests. */
public final class Keys {

  public static final PrivateKey ALICE = named("alice");
  public static final PrivateKey BOB = named("bob");
  public static final List<PrivateKey> VALIDATORS =
      IntStream.range(0, 4).mapToObj(index -> named("validator " + index)).toList();

  private Keys() {}

  public static PrivateKey named(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return PrivateKey.fromHex(Keccak.hash(text).toHex());
  }
}
