package org.tetrarch.web.json;

import java.util.List;

/**
 * A quorum's signatures on one block.
 *
 * @param quorum how many are needed
 * @param total how many validators there are
 */
public record CertificateDocument(
    long height, String blockHash, List<Signer> signers, int quorum, int total) {

  public CertificateDocument {
    signers = List.copyOf(signers);
  }

  /**
   * @param signature r, s and the parity of y: 65 bytes in hex
   */
  public record Signer(int index, String name, String address, String signature) {}
}
