package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.MisbehaviourProvider;

/** All misbehaviours there are, in the order in which they are shown. */
public final class Adversary implements MisbehaviourProvider {
  @Override
  public List<Misbehaviour> misbehaviours() {
    List<Misbehaviour> all = new ArrayList<>(ordering());
    all.addAll(views());
    all.addAll(primaries());
    all.addAll(peersAndReaders());
    all.addAll(selves());
    all.add(new AnyOfThem(all));
    return List.copyOf(all);
  }

  private static List<Misbehaviour> ordering() {
    return List.of(
        new Silent(),
        new Equivocate(),
        new SelectiveSend(),
        new ConflictingPrepares(),
        new ConflictingCommits(),
        new CommitWithoutPrepare(),
        new WrongDigest(),
        new WithholdBody(),
        new SkipSequence(),
        new BeyondWatermarks(),
        new FalseCheckpoint(),
        new SplitSignature());
  }

  private static List<Misbehaviour> views() {
    return List.of(
        new StaleView(),
        new FarFutureView(),
        new ViewChangeSpam(),
        new ForgedPrepared(),
        new DuplicateSigners(),
        new MixedCertificate(),
        new WithholdNewView(),
        new NewViewOmits(),
        new DifferingNewViews());
  }

  private static List<Misbehaviour> primaries() {
    return List.of(
        new SlowPrimary(),
        new Censor(),
        new UnfairOrder(),
        new TimeSkew(),
        new InvalidTransaction());
  }

  private static List<Misbehaviour> peersAndReaders() {
    return List.of(
        new Replay(),
        new LyingSync(),
        new HeightRetraction(),
        new LyingReads(),
        new BadFrames(),
        new SlowLoris(),
        new SignatureFlood(),
        new Churn());
  }

  private static List<Misbehaviour> selves() {
    return List.of(new Amnesia(), new Twin());
  }
}
