package org.tetrarch.web.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.tetrarch.web.live.Live;
import org.tetrarch.web.port.NodePorts;

/** Composes this package. */
public final class RpcMethods {

  private RpcMethods() {}

  /** All methods that do not depend on the connection. */
  public static RpcDispatcher dispatcher(
      NodePorts ports, Live live, MeterRegistry meters, Duration syncTimeout, InstantSource clock) {
    RpcRegistry registry = new RpcRegistry();
    new NodeMethods(ports).addTo(registry);
    new BlockMethods(ports.chain()).addTo(registry);
    new AccountMethods(ports).addTo(registry);
    new FeeMethods(ports.chain(), ports.info()).addTo(registry);
    new EstimateMethod(ports).addTo(registry);
    new TransactionMethods(
            ports,
            new SyncSubmission(ports.chain(), ports.pool(), live.finality(), syncTimeout, clock))
        .addTo(registry);
    new FilterMethods(ports.chain(), live.pending(), clock).addTo(registry);
    new PoolMethods(ports.pool()).addTo(registry);
    new PbftMethods(ports).addTo(registry);
    new ProofMethods(ports).addTo(registry);
    return new RpcDispatcher(registry, meters);
  }
}
