package org.tetrarch.lab.simulator.monitor;

import org.tetrarch.consensus.Footprint;

/**
 * How much a node holds of what others can make it hold.
 *
 * @param replica what its replica keeps
 * @param transactions in its mempool
 * @param waiting events that its loop has not taken yet
 * @param logRecords in its consensus log
 * @param evidence pieces that it has stored
 */
public record Holdings(
    Footprint replica, int transactions, int waiting, int logRecords, int evidence) {}
