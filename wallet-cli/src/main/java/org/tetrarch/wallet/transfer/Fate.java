package org.tetrarch.wallet.transfer;

import java.util.Optional;
import org.tetrarch.wallet.network.LightClient;

/** What became of a transaction. */
public sealed interface Fate {
  /** One word of JSON. */
  String word();

  /** In a final block, as the receipt proves. */
  record Final(LightClient.Receipt receipt) implements Fate {
    @Override
    public String word() {
      return "final";
    }
  }

  /** On its way, where the nodes say. */
  record UnderWay(Whereabouts whereabouts) implements Fate {
    @Override
    public String word() {
      return whereabouts.stage().word();
    }
  }

  /**
   * Another transaction of its sender with its nonce took its place.
   *
   * @param by what proves that one final; empty while it waits itself, and nodes only say so
   */
  record Replaced(Optional<LightClient.Receipt> by, String reason) implements Fate {
    @Override
    public String word() {
      return "replaced";
    }
  }

  /** The nodes gave it up; it can be sent again as it is. */
  record Dropped(String reason) implements Fate {
    @Override
    public String word() {
      return "dropped";
    }
  }

  /** Nobody who answers knows it, or can be believed; the reason says which. */
  record Unknown(String reason) implements Fate {
    @Override
    public String word() {
      return "unknown";
    }
  }
}
