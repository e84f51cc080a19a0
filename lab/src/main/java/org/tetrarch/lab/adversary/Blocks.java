package org.tetrarch.lab.adversary;

import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Hash;

/** Headers that differ from a true one in one field, and so in their hash. */
final class Blocks {
  private Blocks() {}

  static BlockHeader withState(BlockHeader header, Hash stateRoot) {
    return changed(header, stateRoot, header.number());
  }

  static BlockHeader withNumber(BlockHeader header, long number) {
    return changed(header, header.stateRoot(), number);
  }

  private static BlockHeader changed(BlockHeader header, Hash stateRoot, long number) {
    return new BlockHeader(
        header.parentHash(),
        header.miner(),
        stateRoot,
        header.transactionsRoot(),
        header.receiptsRoot(),
        number,
        header.gasLimit(),
        header.gasUsed(),
        header.timestampMillis(),
        header.mixHash(),
        header.baseFeePerGas());
  }
}
