package org.tetrarch.web.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.BlockSummary;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.json.NetworkDocument;
import org.tetrarch.web.json.NetworkDocuments;
import org.tetrarch.web.json.TransferSummary;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.StoredBlock;

/**
 * Makes the frames that say what changed since it was asked the last time. Not for several threads.
 */
final class FrameSource {

  // A page shows a dozen lines; whoever wants more asks REST.
  private static final int MAX_BLOCKS = 20;
  private static final int MAX_TRANSFERS = 20;

  private final ChainView chain;
  private final BlockDocuments blocks;
  private final NetworkDocuments networks;
  private long toldHeight;
  private long toldCertified;
  private @Nullable NetworkDocument toldNetwork;

  FrameSource(ChainView chain, BlockDocuments blocks, NetworkDocuments networks) {
    this.chain = chain;
    this.blocks = blocks;
    this.networks = networks;
  }

  /**
   * New and newly certified blocks and the transfers in them, newest first.
   *
   * @param certifiedHeight up to which all blocks are final, provably
   */
  record ChainFrame(
      long height,
      long certifiedHeight,
      List<BlockSummary> blocks,
      List<TransferSummary> transfers) {

    ChainFrame {
      blocks = List.copyOf(blocks);
      transfers = List.copyOf(transfers);
    }
  }

  /** The frames to send now, possibly none. */
  List<byte[]> changes() {
    List<byte[]> frames = new ArrayList<>();
    chainFrame().ifPresent(frame -> frames.add(encode("chain", frame)));
    NetworkDocument network = networks.network();
    if (!network.equals(toldNetwork)) {
      toldNetwork = network;
      frames.add(encode("network", network));
    }
    return frames;
  }

  /** Forgets what nobody listened to. */
  void skip() {
    ChainHead head = chain.head();
    toldHeight = head.height();
    toldCertified = head.certifiedHeight();
    toldNetwork = null;
  }

  private Optional<ChainFrame> chainFrame() {
    ChainHead head = chain.head();
    if (head.height() == toldHeight && head.certifiedHeight() == toldCertified) {
      return Optional.empty();
    }
    long oldest = Math.max(Math.min(toldHeight, toldCertified) + 1, head.height() - MAX_BLOCKS + 1);
    List<BlockSummary> summaries = new ArrayList<>();
    List<TransferSummary> transfers = new ArrayList<>();
    for (long height = head.height(); height >= oldest; height--) {
      Optional<StoredBlock> block = chain.block(height);
      if (block.isPresent()) {
        summaries.add(blocks.summary(block.get()));
        transfers.addAll(blocks.newestTransfers(block.get(), MAX_TRANSFERS - transfers.size()));
      }
    }
    toldHeight = head.height();
    toldCertified = head.certifiedHeight();
    return Optional.of(new ChainFrame(head.height(), head.certifiedHeight(), summaries, transfers));
  }

  /** One server-sent event; JSON has no line breaks, so one data line holds it. */
  static byte[] encode(String event, Object document) {
    String json = new String(Json.write(document), StandardCharsets.UTF_8);
    return ("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
