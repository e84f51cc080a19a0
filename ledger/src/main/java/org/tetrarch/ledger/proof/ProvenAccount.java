package org.tetrarch.ledger.proof;

import java.util.Optional;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.state.Account;

/**
 * An account as it was at the end of a final block, as {@link BalanceProof#verify} found it.
 *
 * @param account empty when the address was not used up to then
 * @param header of that block
 * @param certificate what makes it final; of this block or of a later one, absent for genesis
 */
public record ProvenAccount(
    Address address, Account account, BlockHeader header, Optional<Certificate> certificate) {}
