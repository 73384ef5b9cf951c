import { BrandMark } from '../components/brand-mark.tsx';
import { useTitle } from '../components/use-title.ts';

export function SignInPage() {
  useTitle('Sign in');
  return (
    <main className="lone" id="main">
      <BrandMark size={56} />
      <h1>Open the desk by its link</h1>
      <p>
        This page needs the link that the desk prints when it starts, in the terminal where <code>npm start</code> runs.
        It signs this browser in.
      </p>
      <p className="quiet">Opened it before? The session has ended; the link works again.</p>
    </main>
  );
}
