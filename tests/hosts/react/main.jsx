import { useState } from "react";
import { createRoot } from "react-dom/client";
import { begin, BOUND, server, token } from "../said.js";

function Shop() {
  const [bound, setBound] = useState(BOUND.first);
  const [isThere, setThere] = useState(true);
  const [heard, setHeard] = useState([]);
  return (
    <>
      {Object.keys(BOUND).map((name) => (
        <button key={name} onClick={() => setBound(BOUND[name])}>{name}</button>
      ))}
      <button onClick={() => setThere(!isThere)}>toggle</button>
      <output>{heard.join(" ")}</output>
      {isThere && (
        <slotwright-booking
          src={server}
          token={token}
          first-day={bound.firstDay}
          theme={bound.theme}
          heading-level={bound.headingLevel}
          support={bound.support}
          onslotwright-booking-confirmed={({ detail }) => setHeard((heard) => [...heard, `booked ${detail.job_id}`])}
        >
          <p>Please call us.</p>
        </slotwright-booking>
      )}
    </>
  );
}

begin(() => createRoot(document.querySelector("#app")).render(<Shop />));
