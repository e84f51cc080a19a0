package org.tetrarch.node.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.rlp.RlpException;

/** The kinds of statement: a code in the encoding, a name under the signature. */
enum StatementType {
  PRE_PREPARE(1, "pre-prepare"),
  PREPARE(2, "prepare"),
  COMMIT(3, "commit"),
  /** Signed as the ledger's own statement, so that light clients need to know nothing of PBFT. */
  CHECKPOINT(4, CheckpointStatement.TYPE),
  VIEW_CHANGE(5, "view-change"),
  NEW_VIEW(6, "new-view"),
  STATUS(7, "status");

  private static final Map<Long, StatementType> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(t -> (long) t.code, Function.identity()));

  private final int code;
  private final String signedName;

  StatementType(int code, String signedName) {
    this.code = code;
    this.signedName = signedName;
  }

  int code() {
    return code;
  }

  /** The type in the signing domain; part of every signature, so it never changes. */
  String signedName() {
    return signedName;
  }

  static StatementType of(Message message) {
    return switch (message) {
      case PrePrepare m -> PRE_PREPARE;
      case Prepare m -> PREPARE;
      case Commit m -> COMMIT;
      case Checkpoint m -> CHECKPOINT;
      case ViewChange m -> VIEW_CHANGE;
      case NewView m -> NEW_VIEW;
      case Status m -> STATUS;
    };
  }

  static StatementType of(long code) throws RlpException {
    StatementType type = BY_CODE.get(code);
    if (type == null) {
      throw new RlpException("unknown type of statement");
    }
    return type;
  }
}
