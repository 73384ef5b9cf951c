import { BrandMark } from '../components/brand-mark.tsx';
import { useTitle } from '../components/use-title.ts';
import { useWords } from '../words/use-words.ts';

export function SignInPage() {
  const words = useWords().frame.signIn;
  useTitle(words.tab);
  return (
    <main className="lone" id="main">
      <BrandMark size={56} />
      <h1>{words.title}</h1>
      <p>{words.text('npm start')}</p>
      <p className="quiet">{words.again}</p>
    </main>
  );
}
