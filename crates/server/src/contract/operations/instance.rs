//! What stands around: users, accounts, network sites, the instance itself.

use slotwright_wire::sonar::{Account, AccountService, Address, Application, NetworkSite, ROOT, User};

use super::super::operation::Operation;
use super::super::values::Pages;
use super::Group;

pub fn group() -> Group {
    let at = |path: &str| format!("{ROOT}{path}");
    Group {
        name: "Users and places",
        about: "Who comes, to whom, and what completed jobs have left there. Read only: they are kept elsewhere.",
        operations: vec![
            Operation::get(&at("/users"), "listUsers", "List users")
                .notes("Without paginator: so the vendor does it.")
                .query::<Pages>()
                .one::<Vec<User>>(200),
            Operation::get(&at("/users/"), "listUsersBySlash", "List users (with a slash)")
                .notes("The same: the vendor documents it with the slash.")
                .query::<Pages>()
                .one::<Vec<User>>(200),
            Operation::get(&at("/users/{id}"), "getUser", "Get a user")
                .notes("A list of one: so the vendor does it.")
                .one::<[User; 1]>(200),
            Operation::get(&at("/accounts"), "listAccounts", "List accounts").query::<Pages>().page_of::<Account>(),
            Operation::get(&at("/accounts/{id}"), "getAccount", "Get an account").one::<Account>(200),
            Operation::get(&at("/accounts/{id}/addresses"), "listAccountAddresses", "List an account's addresses")
                .notes("One at most. It is kept on one line: the parts that the vendor tells apart are null.")
                .query::<Pages>()
                .page_of::<Address>(),
            Operation::get(
                &at("/accounts/{id}/addresses/{address_id}"),
                "getAccountAddress",
                "Get an account's address",
            )
            .one::<Address>(200),
            Operation::get(&at("/accounts/{id}/services"), "listAccountServices", "List an account's services")
                .notes("Those that completed jobs have added. Prices and bills are not kept here: null.")
                .query::<Pages>()
                .page_of::<AccountService>(),
            Operation::get(
                &at("/accounts/{id}/services/{relation_id}"),
                "getAccountService",
                "Get an account's service",
            )
            .notes("By its `unique_service_relationship_id`.")
            .one::<AccountService>(200),
            Operation::get(&at("/network/network_sites"), "listNetworkSites", "List network sites")
                .query::<Pages>()
                .page_of::<NetworkSite>(),
            Operation::get(&at("/network/network_sites/{id}"), "getNetworkSite", "Get a network site")
                .one::<NetworkSite>(200),
            Operation::get(&at("/network_sites/{id}/addresses"), "listNetworkSiteAddresses", "List a site's addresses")
                .notes("The other prefix of network sites: so the vendor has it.")
                .query::<Pages>()
                .page_of::<Address>(),
            Operation::get(
                &at("/network_sites/{id}/addresses/{address_id}"),
                "getNetworkSiteAddress",
                "Get a site's address",
            )
            .one::<Address>(200),
            Operation::get(&at("/system/application"), "getApplication", "The instance itself")
                .notes("Its zone is the one of all times without offset.")
                .one::<Application>(200),
        ],
    }
}
