// The same in JSX.
import type {} from "@slotwright/widget/react";
import { useRef } from "react";
import type { SlotwrightBookingElement } from "@slotwright/widget";

export function Shop({ token }: { token: string }) {
  const element = useRef<SlotwrightBookingElement>(null);
  return (
    <>
      <slotwright-booking
        ref={element}
        id="booking"
        token={token}
        first-day="monday"
        heading-level={3}
        support
        onslotwright-booking-confirmed={({ detail }) => console.log(detail.starts_at?.length)}
      />
      {/* @ts-expect-error no such theme */}
      <slotwright-booking theme="pink" />
      {/* @ts-expect-error nothing personal is told */}
      <slotwright-booking onslotwright-booking-confirmed={({ detail }) => console.log(detail.name)} />
      <slotwright-board
        token={token}
        theme="dark"
        technician={3}
        filter="status=queued"
        onslotwright-job-changed={({ detail }) => console.log(detail.job_id.toFixed())}
        onslotwright-jobs-filtered={({ detail }) => console.log(detail.filter.length)}
      />
    </>
  );
}
