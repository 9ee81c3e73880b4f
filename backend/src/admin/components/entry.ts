import { ActionForm } from './ActionForm.js';
import { Cell, Field } from './Cell.js';
import { Dashboard } from './Dashboard.js';
import { CustomerDetail, OrderDetail, ProductDetail, PromotionDetail, RefundDetail } from './Details.js';
import { ExcelExport } from './ExcelExport.js';
import { ProductForm } from './ProductForm.js';
import { FilterChoice, FilterReference, FilterTime } from './Filters.js';
import { PromotionForm } from './PromotionForm.js';
import { RecordsTable } from './RecordsTable.js';
import { RefundAccount } from './RefundAccount.js';
import { Sidebar } from './Sidebar.js';
import { SmsForm } from './SmsForm.js';
import { TopBar } from './TopBar.js';

// AdminJS looks its components up here by name; Sidebar and TopBar take the place of its own.
window.AdminJS.UserComponents = {
  ActionForm,
  Cell,
  CustomerDetail,
  Dashboard,
  ExcelExport,
  Field,
  FilterChoice,
  FilterReference,
  FilterTime,
  OrderDetail,
  ProductDetail,
  ProductForm,
  PromotionDetail,
  PromotionForm,
  RecordsTable,
  RefundAccount,
  RefundDetail,
  Sidebar,
  SmsForm,
  TopBar,
};
