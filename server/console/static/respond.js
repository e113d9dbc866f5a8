/**
 * A patient answers for an appointment by the link from a mail.
 *
 * The token stands behind the # and goes to no server but in the one request that answers. Opening the page changes
 * nothing: programs that look into mail open every link.
 */
const ADDRESS = "/api/v1/appointments/respond";
const $ = (id) => document.getElementById(id);
const token = decodeURIComponent(location.hash.slice(1));

async function respond(answer) {
  $("problem").hidden = true;
  busy(true);
  try {
    const reply = await fetch(ADDRESS, {
      method: "POST",
      credentials: "omit",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, answer }),
    });
    const told = await reply.json();
    if (told.success) done(told.data);
    else problem(told.error.message);
  } catch {
    problem("The clinic could not be reached. Please try again.");
  }
}

function done({ answer, startsAt, clinicName, timezone }) {
  const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: timezone });
  const words = answer === "CONFIRM" ? "Thank you, you are expected" : "Your appointment was cancelled:";
  $("answer").textContent = `${words} ${when.format(new Date(startsAt))}, ${clinicName}.`;
  $("question").hidden = $("choices").hidden = true;
  // Whoever comes to this page after the patient has nothing to send again.
  history.replaceState(null, "", location.pathname);
}

function problem(text) {
  $("problem").textContent = text;
  $("problem").hidden = false;
  busy(false);
}

function busy(is) {
  for (const id of ["confirm", "cancel"]) $(id).disabled = is;
}

if (token) {
  $("choices").hidden = false;
  for (const id of ["confirm", "cancel"]) $(id).addEventListener("click", () => respond(id));
} else {
  problem("This link is not complete; please open it from the mail again.");
}
