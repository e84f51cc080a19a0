package org.tetrarch.wallet.cli.transfer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.terminal.CommandFailure;
import org.tetrarch.genesis.terminal.ExitCode;
import org.tetrarch.genesis.terminal.Screen;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.cli.session.Connection;
import org.tetrarch.wallet.cli.session.NodeOptions;
import org.tetrarch.wallet.cli.session.Session;
import org.tetrarch.wallet.journal.Journal;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Reply;
import org.tetrarch.wallet.rpc.TransactionStatus;
import org.tetrarch.wallet.transfer.Fate;
import org.tetrarch.wallet.transfer.Submission;
import org.tetrarch.wallet.transfer.Tracker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tetrarch wallet tx}. */
@Command(
    name = "tx",
    description = {
      "Tells what became of a transaction: final, with who certified it; on its way, with where it",
      "is and since when; replaced, by which; or dropped, and why."
    },
    footer = {
      "",
      "Examples: tetrarch wallet tx 0x5c50…b060 (all 64 digits, as 'send' printed them)",
      "          tetrarch wallet tx",
      "Exit codes: 0 final or on its way, 1 unknown, 4 replaced or dropped."
    })
public final class TxCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "HASH",
      description =
          "The transaction's hash; without it, all that were sent from here and are open.")
  @Nullable String hash;

  @Option(
      names = "--resend",
      description =
          "Hands it to the nodes once more, as it was signed here: it can be executed only once.")
  boolean resend;

  @Mixin NodeOptions nodeOptions = new NodeOptions();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  public TxCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (hash == null) {
      return open();
    }
    Hash wanted = HashArgument.parse(hash);
    try (Connection connection = nodeOptions.connect(session)) {
      Journal journal = connection.journal();
      if (resend) {
        resend(wanted, journal, connection.nodes());
      }
      Tracker.Track track = new Tracker(connection.client(), journal).track(wanted);
      forgetIfSettled(track, journal);
      if (json) {
        session.screen().json(toJson(track, connection));
      } else {
        show(track, connection);
        connection.warnOfTroubles();
      }
      return exitCode(track.fate()).code();
    }
  }

  /** One line for each that was sent from here and is not known to be settled. */
  private int open() throws Exception {
    if (resend) {
      throw new CommandFailure(ExitCode.USAGE, "--resend needs the hash of a transaction");
    }
    try (Connection connection = nodeOptions.connect(session)) {
      Journal journal = connection.journal();
      Tracker tracker = new Tracker(connection.client(), journal);
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (Journal.Entry entry : journal.all()) {
        Tracker.Track track = tracker.track(entry.transaction().hash());
        forgetIfSettled(track, journal);
        list.add(toJson(track, connection));
        if (!json) {
          session
              .screen()
              .line(
                  "%s  %s  %s %s to %s"
                      .formatted(
                          track.hash(),
                          session.screen().bold(track.fate().word()),
                          entry.transaction().value().toCoins(),
                          connection.chain().symbol(),
                          entry.transaction().to()));
        }
      }
      if (json) {
        session.screen().json(JsonNodeFactory.instance.objectNode().set("transactions", list));
      } else if (list.isEmpty()) {
        session.screen().line("Nothing that was sent from here is open.");
      }
    }
    return ExitCode.OK.code();
  }

  private static ExitCode exitCode(Fate fate) {
    return switch (fate) {
      case Fate.Final result -> ExitCode.OK;
      case Fate.UnderWay way -> ExitCode.OK;
      case Fate.Replaced replaced -> ExitCode.REJECTED_BY_THE_CHAIN;
      case Fate.Dropped dropped -> ExitCode.REJECTED_BY_THE_CHAIN;
      case Fate.Unknown unknown -> ExitCode.FAILURE;
    };
  }

  private void resend(Hash wanted, Journal journal, Nodes nodes) throws Exception {
    SignedTransaction signed =
        journal
            .find(wanted)
            .map(Journal.Entry::transaction)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.FAILURE,
                        "transaction "
                            + wanted
                            + " is not one that was sent from here and is still open"));
    var unused = Submission.submit(signed, nodes, Nodes.GRACE);
  }

  /** What is proven needs no remembering. */
  private static void forgetIfSettled(Tracker.Track track, Journal journal) throws Exception {
    boolean settled =
        switch (track.fate()) {
          case Fate.Final result -> true;
          case Fate.Replaced replaced -> replaced.by().isPresent();
          default -> false;
        };
    if (settled) {
      journal.forget(track.hash());
    }
  }

  private void show(Tracker.Track track, Connection connection) throws Exception {
    TransactionText text = new TransactionText(session, connection.chain(), session.accounts());
    session.fact("hash", track.hash().toHex());
    session.fact("status", status(track, text));
    if (track.fate() instanceof Fate.Final result) {
      text.printPlace(result.receipt().proven());
    } else {
      for (Reply<TransactionStatus> view : track.views()) {
        session.fact(view.node().name(), word(view.value()));
      }
      if (track.sentAt().isPresent()) {
        session.fact("sent", "from here, " + ago(track.sentAt().get()));
      }
    }
    if (track.transaction().isPresent()) {
      text.printContent(track.transaction().get());
    }
  }

  private String status(Tracker.Track track, TransactionText text) {
    Screen screen = session.screen();
    return switch (track.fate()) {
      case Fate.Final(LightClient.Receipt receipt) -> text.status(receipt.proven());
      case Fate.UnderWay way ->
          screen.yellow(way.word())
              + ": "
              + way.whereabouts().describe()
              + (way.whereabouts().isVouchedFor() ? "" : resendAdvice(track));
      case Fate.Replaced replaced -> screen.red("replaced") + ": " + replacement(replaced);
      case Fate.Dropped(String reason) ->
          screen.red("dropped") + ": " + reason + resendAdvice(track);
      case Fate.Unknown(String reason) ->
          screen.red("unknown") + ": " + reason + resendAdvice(track);
    };
  }

  private static String replacement(Fate.Replaced replaced) {
    return replaced
        .by()
        .map(
            by ->
                "transaction %s of its sender has the same nonce and is final in block %d"
                    .formatted(by.proven().transaction().hash(), by.proven().header().number()))
        .orElseGet(() -> replaced.reason() + ", which is not final yet");
  }

  private String resendAdvice(Tracker.Track track) {
    return track.sentAt().isEmpty()
        ? ""
        : "; send it again as it is with: %s wallet tx %s --resend"
            .formatted(session.launcher(), track.hash());
  }

  private static String word(TransactionStatus status) {
    String since = status.since().map(time -> " since " + ago(time)).orElse("");
    return switch (status.stage()) {
      case UNKNOWN -> "does not know it";
      case PENDING -> "has it waiting" + since + holders(status);
      case IN_BATCH -> "has it in a batch that is being ordered" + since + holders(status);
      case INCLUDED -> "has executed it";
      case FINAL -> "says that it is final, without a proof";
      case REPLACED, DROPPED -> "gave it up: " + status.reason();
    };
  }

  private static String holders(TransactionStatus status) {
    return status.heldBy().isEmpty()
        ? ""
        : "; as far as it knows, so have " + String.join(", ", status.heldBy());
  }

  private static String ago(Instant time) {
    Duration passed = Duration.between(time, Instant.now());
    long seconds = Math.max(0, passed.toSeconds());
    String text =
        seconds < 120
            ? seconds + " s"
            : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    return "%s (%s ago)".formatted(TransactionText.time(time), text);
  }

  private ObjectNode toJson(Tracker.Track track, Connection connection) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("hash", track.hash().toHex());
    root.put("status", track.fate().word());
    track.transaction().ifPresent(content -> TransactionText.addContent(root, content));
    track.sentAt().ifPresent(time -> root.put("sentAtMillis", time.toEpochMilli()));
    root.put("final", false);
    switch (track.fate()) {
      case Fate.Final(LightClient.Receipt receipt) ->
          ReceiptJson.add(root, receipt.proven(), connection.chain());
      case Fate.UnderWay way ->
          root.put("where", way.whereabouts().describe())
              .put("vouchedFor", way.whereabouts().isVouchedFor());
      case Fate.Replaced replaced -> {
        root.put("reason", replaced.reason());
        replaced
            .by()
            .ifPresent(by -> root.put("replacedBy", by.proven().transaction().hash().toHex()));
      }
      case Fate.Dropped(String reason) -> root.put("reason", reason);
      case Fate.Unknown(String reason) -> root.put("reason", reason);
    }
    ArrayNode views = root.putArray("replicas");
    for (Reply<TransactionStatus> view : track.views()) {
      ObjectNode entry =
          views
              .addObject()
              .put("name", view.node().name())
              .put("status", view.value().stage().word());
      view.value().since().ifPresent(time -> entry.put("sinceMillis", time.toEpochMilli()));
      if (!view.value().heldBy().isEmpty()) {
        ArrayNode holders = entry.putArray("heldBy");
        view.value().heldBy().forEach(holders::add);
      }
    }
    connection.addNodes(root);
    return root;
  }
}
